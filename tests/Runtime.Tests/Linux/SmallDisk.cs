using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Runtime.Tests;

/// <summary>A tmpfs of limited size, mounted for one test. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _directory = new();

    public SmallDisk(string size) => Run("mount", "-t", "tmpfs", "-o", $"size={size}", "reeve-test", _directory.Path);

    public string Path => _directory.Path;

    public bool IsFull => new DriveInfo(Path).AvailableFreeSpace == 0;

    /// <summary>Leaves not a byte free.</summary>
    public void Fill()
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException) when (IsFull)
        {
            // Which was the purpose.
        }
    }

    public void Dispose()
    {
        Run("umount", "-l", _directory.Path);
        _directory.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
