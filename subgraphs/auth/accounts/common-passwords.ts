/** The commonest passwords of published lists, as they are typed without regard to case. */
export const commonPasswords: readonly string[] = `
123456 123456789 12345678 12345 1234567 1234567890 1234 111111 123123 000000 password password1 qwerty qwerty123
qwertyuiop abc123 iloveyou admin welcome monkey dragon letmein football baseball master sunshine princess superman
batman trustno1 shadow michael jennifer jordan hunter michelle charlie andrew daniel thomas robert joshua ashley
jessica nicole amanda summer winter spring autumn freedom whatever starwars pokemon computer internet samsung google
secret login passw0rd p@ssw0rd p@ssword pass zxcvbnm asdfgh asdfghjkl asdf 1q2w3e4r 1q2w3e 1qaz2wsx qazwsx q1w2e3r4 654321
987654321 666666 121212 112233 123321 159753 222222 333333 555555 777777 888888 999999 hello flower cheese pepper ginger
killer soccer hockey mustang harley maggie buster tigger chelsea liverpool arsenal changeme default guest root test
`
  .trim()
  .split(/\s+/);
