using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>A line of a container's output, with its newline if it had one.</summary>
/// <param name="Time">When it was seen complete.</param>
/// <param name="Stream">Which stream it was written to.</param>
/// <param name="Text">Its bytes.</param>
internal readonly record struct LogLine(DateTimeOffset Time, LogStream Stream, ReadOnlyMemory<byte> Text);
