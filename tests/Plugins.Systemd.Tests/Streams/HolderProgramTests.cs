using Reeve.Plugins.Systemd.Streams;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Streams;

public sealed class HolderProgramTests
{
    [RecordedCompilerFact("Plugins.Systemd/Streams/Holder")]
    public async Task Build_WithTheRecordedCompiler_GivesTheCommittedBytes()
    {
        using var output = new TempDirectory();
        var sources = Path.Combine(Repository.Root, "Plugins.Systemd", "Streams", "Holder");

        var build = await Tool.RunAsync("env", [$"OUT={output.Path}", Path.Combine(sources, "build.sh"), "x64"]);

        Assert.True(build.ExitCode == 0, build.Error);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(sources, "holder-linux-x64")), await File.ReadAllBytesAsync(Path.Combine(output.Path, "holder-linux-x64")));
    }

    [Fact]
    public void Program_EveryArchitecture_IsEmbedded()
    {
        var names = typeof(HolderProgram).Assembly.GetManifestResourceNames();

        Assert.Contains("holder-linux-x64", names);
        Assert.Contains("holder-linux-arm64", names);
    }

    [LinuxFact]
    public void Get_Twice_IsTheSameExecutableFile()
    {
        using var directory = new TempDirectory();
        var program = new HolderProgram(Path.Combine(directory.Path, "programs"));

        var path = program.Get();

        Assert.Equal(path, program.Get());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        File.Delete(path);
        Assert.True(File.Exists(program.Get()));
    }
}
