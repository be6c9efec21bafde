namespace Reeve.Runtime.Linux;

/// <summary>What a directory and everything below it take on disk.</summary>
/// <param name="Bytes">Bytes of blocks.</param>
/// <param name="Entries">Files and directories; a file with several names counts once.</param>
/// <param name="IsComplete">Whether everything was counted.</param>
internal readonly record struct TreeUsage(long Bytes, int Entries, bool IsComplete);
