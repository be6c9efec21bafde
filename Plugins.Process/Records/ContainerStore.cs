using System.Runtime.InteropServices;
using System.Text;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Records;

/// <summary>
/// The directory of records. For each container <c>TOKEN</c> (how it was started, then the label) and, once it has ended,
/// <c>TOKEN.exit</c>; with stdin, <c>TOKEN.stdin</c>. Flat and without rename, because creating files is what starting costs.
/// </summary>
internal sealed class ContainerStore(string stateDirectory)
{
    private const int Exists = 17; // EEXIST
    private const uint OwnerOnly = 0x1c0; // 0700
    private const string EndSuffix = ".exit";
    private const string InputSuffix = ".stdin";

    public string Root { get; } = Path.Combine(stateDirectory, "containers");

    /// <summary>The path of a container's record.</summary>
    public string PathOf(string token) => Path.Combine(Root, token);

    /// <summary>The path of a container's standard input.</summary>
    public string InputOf(string token) => PathOf(token) + InputSuffix;

    public void Open()
    {
        if (Libc.MakeDirectory(Root, OwnerOnly) < 0 && Marshal.GetLastPInvokeError() is not Exists and var error)
        {
            throw Libc.Failure($"The directory {Root} cannot be made", error);
        }
    }

    public IEnumerable<string> Tokens() =>
        Directory.EnumerateFiles(Root).Select(path => Path.GetFileName(path)).Where(name => !name.Contains('.', StringComparison.Ordinal));

    /// <summary>The record of the start and the label beside it; null if it is torn. A container that was not even tried has no start.</summary>
    public (StartRecord? Start, string Label)? ReadStart(string token) =>
        Read(PathOf(token)) is { } text && text.EndsWith('\n') && text.Split('\n') is [var start, var label, ""]
            ? (StartRecord.Parse(start), label)
            : null;

    /// <summary>How the container ended; null if no end is on record, or a torn one.</summary>
    public EndRecord? ReadEnd(string token) =>
        Read(PathOf(token) + EndSuffix) is { } text && text.EndsWith('\n') ? EndRecord.Parse(text) : null;

    /// <summary>Records an end that the supervisor could not.</summary>
    public void WriteEnd(string token, EndKind kind, DateTimeOffset time) =>
        File.WriteAllBytes(PathOf(token) + EndSuffix, Encoding.UTF8.GetBytes(EndRecord.Format(kind, time)));

    /// <summary>Records a container for which no supervisor was started.</summary>
    public void WriteFailure(string token, ContainerLabel label, DateTimeOffset time)
    {
        File.WriteAllBytes(PathOf(token), [(byte)'\n', .. label.ToLine()]);
        WriteEnd(token, EndKind.Failed, time);
    }

    /// <summary>Forgets a container. The record goes last: while it is there, the rest is found.</summary>
    public void Remove(string token)
    {
        File.Delete(InputOf(token));
        File.Delete(PathOf(token) + EndSuffix);
        File.Delete(PathOf(token));
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
