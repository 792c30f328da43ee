/** What is compared: something done for an address that is known or not, and what is to be forgotten now and then in between. */
export interface Comparison {
  readonly known: string;
  readonly rounds: number;
  readonly forgetEvery: number;
  forget(): Promise<unknown>;
  ask(address: string): Promise<void>;
}

/**
 * How far the time for an unknown address is from that for a known one: 0.1 for a tenth. Neighbours in time are compared, in both
 * orders. Where other work disturbs a series, another may be taken, twelve at most; a leak would show in all of them.
 */
export async function compareTimes(comparison: Comparison): Promise<number> {
  let difference = await takeSeries(comparison);
  for (let again = 0; again < 11 && difference > 0.1; again += 1) difference = await takeSeries(comparison);
  return difference;
}

async function takeSeries({ known, rounds, forgetEvery, forget, ask }: Comparison): Promise<number> {
  const timeOf = async (address: string) => {
    const start = performance.now();
    await ask(address);
    return performance.now() - start;
  };
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % forgetEvery === 0) await forget();
    const nobody = `nobody${round}@lindenhof.example`;
    const [first, second] = round % 2 ? [known, nobody] : [nobody, known];
    const times = [await timeOf(first), await timeOf(second)] as const;
    ratios.push(round % 2 ? times[0] / times[1] : times[1] / times[0]);
  }
  return Math.abs(median(ratios) - 1);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
