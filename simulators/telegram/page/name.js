/** A customer's whole name. */
export function nameOf(customer) {
  return [customer.first_name, customer.last_name].filter(Boolean).join(" ");
}
