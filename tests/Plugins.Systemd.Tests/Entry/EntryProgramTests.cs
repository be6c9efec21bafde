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

    // systemd finds the unit by the process that sent a message, and by nothing else once another process is the main one.
    [RequiresFact(Component.Systemd)]
    public async Task Run_Ready_StaysUntilSystemdHasTakenItIn()
    {
        using var directory = new TempDirectory();
        using var systemd = new NotifySocket();
        var program = new EntryProgram(Path.Combine(directory.Path, "entry"));
        program.Unpack();

        // A shell that takes the program's process, as systemd does.
        var run = Tool.RunAsync("env", [$"NOTIFY_SOCKET={systemd.Path}", "sh", "-c", "\"$0\" run -- /bin/true; wait", program.Path]);

        Assert.StartsWith("MAINPID=", await systemd.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("BARRIER=1", await systemd.ReceiveAsync());
        Assert.Equal("READY=1", await systemd.ReceiveAsync());
        Assert.Equal("BARRIER=1", await systemd.ReceiveAsync());
        Assert.Equal("", (await run).Error);
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
