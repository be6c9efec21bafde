using Reeve.Plugins.Systemd.Entry;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Entry;

public sealed class EntryProgramTests
{
    [RecordedCompilerFact("Plugins.Systemd/Entry")]
    public async Task Build_WithTheRecordedCompiler_GivesTheCommittedBytes()
    {
        using var output = new TempDirectory();
        var sources = Path.Combine(Repository.Root, "Plugins.Systemd", "Entry");

        var build = await Tool.RunAsync("env", [$"OUT={output.Path}", Path.Combine(sources, "build.sh"), "x64"]);

        Assert.True(build.ExitCode == 0, build.Error);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(sources, "entry-linux-x64")), await File.ReadAllBytesAsync(Path.Combine(output.Path, "entry-linux-x64")));
    }

    [Fact]
    public void Program_EveryArchitecture_IsEmbedded()
    {
        var names = typeof(EntryProgram).Assembly.GetManifestResourceNames();

        Assert.Contains("entry-linux-x64", names);
        Assert.Contains("entry-linux-arm64", names);
    }

    [LinuxFact]
    public void Unpack_Twice_KeepsTheFileThatMayBeInUse()
    {
        using var directory = new TempDirectory();
        var program = new EntryProgram(Path.Combine(directory.Path, "entry"));
        program.Unpack();
        using var inUse = File.OpenHandle(program.Path);
        File.SetLastWriteTimeUtc(program.Path, DateTime.UnixEpoch);

        program.Unpack();

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(program.Path));
    }
}
