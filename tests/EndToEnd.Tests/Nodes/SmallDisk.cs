using System.Diagnostics;
using System.Globalization;
using Reeve.Testing;

namespace Reeve.EndToEnd.Nodes;

/// <summary>
/// A file system of a few megabytes, in memory, for an agent's state. It is mounted in a namespace of a process of its own where mounting is
/// allowed, so that it is gone with that process and those that entered, whatever becomes of the test.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Process _holder;
    private readonly TempDirectory _directory;
    private readonly string _root;

    private SmallDisk(Process holder, TempDirectory directory)
    {
        (_holder, _directory) = (holder, directory);
        _root = $"/proc/{holder.Id}/root{directory.Path}";
    }

    /// <summary>Where it is for who has entered.</summary>
    public string Path => _directory.Path;

    /// <summary>The command that enters the namespace in which it is.</summary>
    public IReadOnlyList<string> Enter =>
    [
        "nsenter", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--user", "--preserve-credentials"],
        "--mount", "--target", _holder.Id.ToString(CultureInfo.InvariantCulture), "--",
    ];

    // The same, from outside.
    private string Ballast => System.IO.Path.Combine(_root, "ballast");

    /// <summary>Makes one.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var directory = new TempDirectory();
        var holder = Process.Start(new ProcessStartInfo(
            "unshare", [.. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--map-root-user"], "--mount", "--propagation", "private", "sh", "-c", $"mount -t tmpfs -o size={megabytes}m,mode=700 reeve \"$0\" && echo ready && exec cat", directory.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("unshare cannot be started");
        return holder.StandardOutput.ReadLine() == "ready"
            ? new SmallDisk(holder, directory)
            : throw new InvalidOperationException("a small file system cannot be mounted");
    }

    /// <summary>Takes all that is free.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, which is what it shall be.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
        _directory.Dispose();
    }
}
