using Reeve.Benchmarks.Agents;
using Reeve.Testing;

namespace Reeve.Benchmarks.Tests.Agents;

public sealed class WorkDirectoryTests
{
    [LinuxFact]
    public void Dispose_WithFiles_LeavesNothing()
    {
        using var parent = new TempDirectory();
        using (var work = new WorkDirectory(parent.Path))
        {
            File.WriteAllText(Path.Combine(work.Subdirectory("a"), "b"), "c");
            Assert.Equal("c", File.ReadAllText(Path.Combine(work["a"], "b")));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(parent.Path));
    }
}
