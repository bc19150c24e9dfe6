/**
 * Marks a function that few visits need, such as what a click asks for. The build puts all others in parentheses: V8
 * compiles those while the file loads, off the main thread, which is a quarter of the script's time on a slow phone;
 * but whatever is compiled takes memory.
 */
declare function LAZY<F>(work: F): F;
