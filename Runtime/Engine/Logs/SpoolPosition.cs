namespace Reeve.Runtime.Engine.Logs;

/// <summary>How far a spool file was read.</summary>
/// <param name="Offset">Bytes that are in the CRI file.</param>
/// <param name="Freed">Bytes at its start whose blocks are known to be freed; they read as zeros.</param>
internal readonly record struct SpoolPosition(long Offset, long Freed);
