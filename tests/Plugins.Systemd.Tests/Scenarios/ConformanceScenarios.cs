using Reeve.TestKit;
using Reeve.TestKit.Conformance;
using Reeve.TestKit.Containers;
using Reeve.TestKit.Workloads;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>The contract's own demands, through the real plugin boundary.</summary>
internal static class ConformanceScenarios
{
    private static readonly ProviderTarget Systemd = new() { PluginDirectory = Repository.Built("Reeve.Plugins.Systemd"), Provider = "systemd" };

    public static async Task DriverConforms()
    {
        WriteOutsideTmp();
        Conforms(await ContainerDriverSuite.RunAsync(Systemd));
    }

    /// <summary>With the runtime's engine around it.</summary>
    public static async Task ProviderConforms()
    {
        WriteOutsideTmp();
        Conforms(await WorkloadProviderSuite.RunAsync(Systemd));
    }

    // The suites' programs write where the machine sees it, and have a /tmp of their own.
    private static void WriteOutsideTmp() =>
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory("/var/lib/reeve-conformance").FullName);

    private static void Conforms(ConformanceReport report)
    {
        Assert.True(report.Conforms, report.ToString());
        Assert.NotEmpty(report.Results);
    }
}
