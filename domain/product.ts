/** The three products, one guarantee contract each, and the two forms a certificate may take. */

export const products = ['prepayment', 'midterm-prepayment', 'contract-guarantee'] as const;
export type Product = (typeof products)[number];

/** The product's name as contractors and authorities read it. */
export const productNames: Record<Product, string> = {
  prepayment: '前払金保証',
  'midterm-prepayment': '中間前払金保証',
  'contract-guarantee': '契約保証',
};

/** Within one guarantee contract the form never changes (R-P5); between products it may (R-P4). */
export const forms = ['electronic', 'paper'] as const;
export type Form = (typeof forms)[number];

export const formNames: Record<Form, string> = {
  electronic: '電子保証（認証キーを含む）',
  paper: '証書（紙）',
};
