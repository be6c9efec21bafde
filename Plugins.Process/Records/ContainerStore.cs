using System.Runtime.InteropServices;
using System.Text;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Records;

/// <summary>The directory with one directory for each container: <c>running</c>, <c>exit</c> and, with stdin, <c>stdin</c>.</summary>
internal sealed class ContainerStore(string stateDirectory)
{
    private const int Exists = 17; // EEXIST
    private const uint OwnerOnly = 0x1c0; // 0700
    private const string RemovedPrefix = ".removed-";

    public string Root { get; } = Path.Combine(stateDirectory, "containers");

    public string DirectoryOf(string token) => Path.Combine(Root, token);

    public string InputOf(string token) => Path.Combine(Root, token, "stdin");

    public void Open()
    {
        if (Libc.MakeDirectory(Root, OwnerOnly) < 0 && Marshal.GetLastPInvokeError() is not Exists and var error)
        {
            throw Libc.Failure($"The directory {Root} cannot be made", error);
        }

        foreach (var left in Directory.EnumerateDirectories(Root, RemovedPrefix + "*"))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    public IEnumerable<string> Tokens() =>
        Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.'));

    /// <summary>Makes the directory of a container that is about to start.</summary>
    public void Create(string token)
    {
        if (Libc.MakeDirectory(DirectoryOf(token), OwnerOnly) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw error == Exists
                ? new ProviderException(ErrorReason.Conflict, $"A container with the token {token} is being started already.")
                : Libc.Failure($"The directory {DirectoryOf(token)} cannot be made", error);
        }
    }

    /// <summary>The record of the start and the label beside it; null if the container never got so far.</summary>
    public (StartRecord? Start, string Label)? ReadStart(string token)
    {
        var text = Read(token, "running");
        if (text is null)
        {
            return null;
        }

        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (null, "") : (StartRecord.Parse(text[..end]), text[(end + 1)..]);
    }

    /// <summary>How the container ended; null if no end is on record. A record torn by a power failure counts as none.</summary>
    public EndRecord? ReadEnd(string token) => Read(token, "exit") is { } text ? EndRecord.Parse(text) : null;

    /// <summary>Records an end that the supervisor could not.</summary>
    public void WriteEnd(string token, EndKind kind, DateTimeOffset time) => Write(token, "exit", Encoding.UTF8.GetBytes(EndRecord.Format(kind, time)));

    /// <summary>Records a container for which no supervisor was started.</summary>
    public void WriteFailure(string token, ContainerLabel label, DateTimeOffset time)
    {
        Write(token, "running", [(byte)'\n', .. label.ToJson()]);
        Write(token, "exit", Encoding.UTF8.GetBytes(EndRecord.Format(EndKind.Failed, time)));
    }

    /// <summary>
    /// Removes a container's directory. It is moved away first: a supervisor of a former agent that has not recorded its start
    /// yet then fails to, and its workload never runs.
    /// </summary>
    public void Remove(string token)
    {
        var removed = Path.Combine(Root, RemovedPrefix + token);
        try
        {
            Directory.Move(DirectoryOf(token), removed);
            Directory.Delete(removed, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody was faster: it is gone, which is what was asked for.
        }
    }

    private void Write(string token, string name, byte[] content)
    {
        // Not the name that a supervisor uses, should one be alive against all appearance.
        var path = Path.Combine(DirectoryOf(token), name);
        File.WriteAllBytes(path + ".agent", content);
        File.Move(path + ".agent", path, overwrite: true);
    }

    private string? Read(string token, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(DirectoryOf(token), name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
