// The engine lies beside the package's script and is found from there: it must not be moved away
// from it while developing.
export default {
  base: './',
  logLevel: 'warn',
  optimizeDeps: { exclude: ['huice'] },
  build: { outDir: 'dist', emptyOutDir: true },
};
