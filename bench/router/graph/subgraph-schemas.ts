import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";
import { type SubgraphName, subgraphNames, subgraphSdl } from "./subgraph-sdl.ts";

const users = ["Ada", "Blaise", "Charles", "Dorothy", "Edsger", "Frances"].map((name, index) => ({
  id: String(index + 1),
  name: `${name} Example`,
  username: name.toLowerCase(),
  birthday: 1_234_567_890,
}));

const products = [
  { name: "Table", price: 899, weight: 100, inStock: true },
  { name: "Couch", price: 1_299, weight: 1_000, inStock: false },
  { name: "Glass", price: 15, weight: 20, inStock: false },
  { name: "Chair", price: 499, weight: 100, inStock: false },
  { name: "Television", price: 1_299, weight: 1_000, inStock: true },
].map((product, index) => ({ ...product, upc: String(index + 1) }));

const sentence =
  "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. ";

/** Which product each review is of, in the order of the reviews' ids; their bodies are of different lengths. */
const reviews = ["1", "1", "1", "1", "2", "2", "2", "2", "3", "4", "4"].map((upc, index) => ({
  id: String(index + 1),
  body: sentence.repeat(4).slice(0, 276 + (index % 4) * 35),
  upc,
}));

/** Ids and tags are one text, `1:u00000000u`. */
interface Key {
  readonly id: string;
  readonly tag: string;
}

const keyOf = (text: string): Key => {
  const [id = "", tag = ""] = text.split(":");
  return { id, tag };
};
const textOf = (id: string, tag: string) => (tag === "" ? id : `${id}:${tag}`);

const userOf = ({ id, tag }: Key) => {
  const user = users.find((known) => known.id === id);
  return user === undefined ? null : { ...user, id: textOf(id, tag) };
};
const productOf = ({ id, tag }: Key) => {
  const product = products.find((known) => known.upc === id);
  return product === undefined ? null : { ...product, upc: textOf(id, tag) };
};
const reviewOf = ({ id, body, upc }: (typeof reviews)[number], tag: string) => ({
  id: textOf(id, tag),
  body,
  product: { upc: textOf(upc, tag) },
  author: { id: textOf("1", tag), username: "ada" },
});
const reviewsOfUser = (user: { id: string }) =>
  reviews.slice(0, 2).map((review) => reviewOf(review, keyOf(user.id).tag));
const reviewsOfProduct = (product: { upc: string }) => {
  const { id, tag } = keyOf(product.upc);
  return reviews.filter(({ upc }) => upc === id).map((review) => reviewOf(review, tag));
};

interface Tagged {
  tag?: string | null;
}

const resolvers = {
  accounts: {
    Query: {
      users: (_: unknown, { tag }: Tagged) => users.map((user) => userOf({ id: user.id, tag: tag ?? "" })),
    },
    User: { __resolveReference: ({ id }: { id: string }) => userOf(keyOf(id)) },
  },
  inventory: {
    Product: {
      __resolveReference: (reference: { upc: string }) => ({
        ...reference,
        inStock: productOf(keyOf(reference.upc))?.inStock,
      }),
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
        price > 1_000 ? 0 : Math.floor(weight / 2),
    },
  },
  products: {
    Query: {
      topProducts: (_: unknown, { first, tag }: Tagged & { first: number }) =>
        products.slice(0, first).map(({ upc }) => productOf({ id: upc, tag: tag ?? "" })),
    },
    Product: { __resolveReference: ({ upc }: { upc: string }) => productOf(keyOf(upc)) },
  },
  reviews: {
    Review: {
      __resolveReference({ id: text }: { id: string }) {
        const { id, tag } = keyOf(text);
        const review = reviews.find((known) => known.id === id);
        return review === undefined ? null : reviewOf(review, tag);
      },
    },
    User: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      reviews: reviewsOfUser,
    },
    Product: {
      __resolveReference: ({ upc }: { upc: string }) => ({ upc }),
      reviews: reviewsOfProduct,
    },
  },
};

/** The subgraphs as executable schemas. Their data are constants: nothing of what is measured is spent on finding them. */
export function buildSubgraphSchemas(): Record<SubgraphName, GraphQLSchema> {
  const schemas = subgraphNames.map((name) => [
    name,
    buildSubgraphSchema({ typeDefs: parse(subgraphSdl[name]), resolvers: resolvers[name] }),
  ]);
  return Object.fromEntries(schemas) as Record<SubgraphName, GraphQLSchema>;
}
