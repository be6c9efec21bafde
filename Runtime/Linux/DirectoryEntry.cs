using System.Text;

namespace Reeve.Runtime.Linux;

/// <summary>A name in a directory, byte for byte: a workload may choose one that is no text.</summary>
/// <param name="TerminatedName">The name and a NUL.</param>
internal readonly record struct DirectoryEntry(byte[] TerminatedName)
{
    /// <summary>For display, and where the name is known to be text.</summary>
    public string Name => Encoding.UTF8.GetString(TerminatedName, 0, TerminatedName.Length - 1);
}
