/** How a guarantee fee is paid, as whoever records it says. */

export const paymentMeans = ['cash', 'cheque', 'transfer'] as const;
export type PaymentMeans = (typeof paymentMeans)[number];
