namespace Reeve.Benchmarks;

/// <summary>A benchmark could not be run; the message says why in one sentence.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
