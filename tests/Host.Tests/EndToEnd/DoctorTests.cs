using System.Text.Json.Nodes;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

public sealed class DoctorTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [LinuxFact]
    public async Task Doctor_ProcessProvider_ReadyAndNothingLeftBehind()
    {
        var (exitCode, output, error) = await ReeveProcess.RunAsync(["doctor", "-o", "json", "--state-dir", _directory["s"]]);

        Assert.True(exitCode == 0, output + error);
        var report = JsonNode.Parse(output)!;
        Assert.True((bool?)report["ready"]);
        Assert.Contains(report["checks"]!.AsArray(), check => (string?)check!["area"] == "process" && (string?)check["result"] == "ok");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [LinuxFact]
    public async Task Doctor_ProviderThatNobodyHas_Exit1AndTheWayOut()
    {
        var (exitCode, output, _) = await ReeveProcess.RunAsync(["doctor", "--provider", "slurmy", "--state-dir", _directory["s"]]);

        Assert.Equal(1, exitCode);
        Assert.Contains("no plugin has the configured provider slurmy; \"reeve plugins list\" shows what there is", output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Doctor_StateDirectoryCannotBeMade_Exit1()
    {
        File.WriteAllText(_directory["file"], "");

        var (exitCode, output, _) = await ReeveProcess.RunAsync(["doctor", "--state-dir", _directory["file/s"]]);

        Assert.Equal(1, exitCode);
        Assert.Contains("lacking", output, StringComparison.Ordinal);
    }
}
