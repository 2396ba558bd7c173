import antfu from '@antfu/eslint-config'

export default antfu({
  vue: true,
  typescript: true,
  markdown: false,
  pnpm: false,
  ignores: ['**/dist', 'packages/backend/migrations'],
  rules: {
    'no-console': 'off',
    'node/prefer-global/process': 'off',
    'node/prefer-global/buffer': 'off',
    'antfu/if-newline': 'off',
    'antfu/top-level-function': 'off',
    'antfu/no-top-level-await': 'off',
    'style/max-statements-per-line': 'off',
    'style/brace-style': ['error', '1tbs', { allowSingleLine: true }],
    'style/operator-linebreak': ['error', 'before'],
    'style/arrow-parens': ['error', 'as-needed', { requireForBlockBody: false }],
  },
}, {
  files: ['**/package.json'],
  rules: {
    // in `files` the order matters: what is left out has to follow what is taken in
    'jsonc/sort-array-values': 'off',
  },
})
