/** Asked of every contestant. Each takes a tag, which its answer has in every id. */
export const operations = {
  /** 4 subgraphs, 16 fetches, some 84 kB: the nested query of the public benchmark of gateways. */
  nested: /* GraphQL */ `
    query Nested($tag: String) {
      users(tag: $tag) {
        ...User
        reviews {
          ...Review
          product {
            ...Product
            reviews {
              ...Review
              author {
                ...User
                reviews {
                  ...Review
                  product {
                    ...Product
                  }
                }
              }
            }
          }
        }
      }
      topProducts(tag: $tag) {
        ...Product
        reviews {
          ...Review
          author {
            ...User
            reviews {
              ...Review
              product {
                ...Product
              }
            }
          }
        }
      }
    }
    fragment User on User {
      id
      username
      name
    }
    fragment Review on Review {
      id
      body
    }
    fragment Product on Product {
      inStock
      name
      price
      shippingEstimate
      upc
      weight
    }
  `,
  /** One fetch, a small answer: what a request costs apart from its plan. */
  small: /* GraphQL */ `
    query Small($tag: String) {
      users(tag: $tag) {
        id
        username
      }
    }
  `,
};

export type OperationName = keyof typeof operations;

/** The body of a request, with white space taken out as clients' build steps do. */
export function requestBody(operation: OperationName, tag: string): string {
  return JSON.stringify({ query: operations[operation].replaceAll(/\s+/g, " ").trim(), variables: { tag } });
}
