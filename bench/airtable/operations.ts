/** The nested read: 100 deals → company → contacts → their company. */
export const nestedRead = `
  query NestedRead($base: ID!) {
    base(id: $base) {
      table(key: "Deals") {
        records(first: 100) {
          nodes {
            name: cell(field: "Name")
            company: linkedRecords(field: "Company", first: 1) { nodes { ...Company } }
            contacts: linkedRecords(field: "Contacts", first: 10) {
              nodes {
                name: cell(field: "Name")
                company: linkedRecords(field: "Company", first: 1) { nodes { ...Company } }
              }
            }
          }
        }
      }
    }
  }
  fragment Company on AirtableRecord { name: cell(field: "Name") }
`;

export const createCompanies = `
  mutation CreateCompanies($base: ID!, $records: [NewRecordInput!]!) {
    createRecords(input: { baseId: $base, table: "Companies", records: $records }) { succeeded failed }
  }
`;

export const firstPage = `
  query FirstPage($base: ID!, $table: String!) {
    base(id: $base) { table(key: $table) { records(first: 100) { nodes { id cells } } } }
  }
`;

/** A page of each table, as a dashboard asks. */
export const firstPages = `
  query FirstPages($base: ID!) {
    base(id: $base) {
      deals: table(key: "Deals") { ...FirstPage }
      companies: table(key: "Companies") { ...FirstPage }
      contacts: table(key: "Contacts") { ...FirstPage }
      tasks: table(key: "Tasks") { ...FirstPage }
    }
  }
  fragment FirstPage on Table { records(first: 100) { nodes { id cells } } }
`;

export const someRecords = `query SomeRecords($ids: [ID!]!) { records(ids: $ids) { id cells } }`;
