using Reeve.TestKit;
using Reeve.TestKit.Workloads;
using Reeve.Testing;
using Xunit.Abstractions;

namespace Reeve.EndToEnd.Slurm;

/// <summary>The Slurm provider does what its contract demands, with a real Slurm underneath.</summary>
public sealed class SlurmConformanceTests(ITestOutputHelper output)
{
    [RequiresFact(Component.SlurmWithApptainer)]
    public async Task Slurm_AsWorkloadProvider_Conforms()
    {
        var site = await SlurmSite.SharedAsync();
        using var files = new TempDirectory();

        // On this machine, as its administrator: the suite's programs write where the suite reads.
        var report = await WorkloadProviderSuite.RunAsync(new ProviderTarget
        {
            PluginDirectory = Repository.Built("Reeve.Plugins.Slurm"),
            Provider = "slurm",
            WorkDirectory = files.Path,
            Options = $$"""
                {
                  "directory": "{{files["pods"]}}",
                  "controller": { "environment": { "SLURM_CONF": "{{site.Cluster.ConfigurationFile}}" } },
                  "containers": { "runtime": "none", "backoffSeconds": 1 },
                  "polling": { "minIntervalSeconds": 0.25, "maxIntervalSeconds": 1 },
                  "statusIntervalSeconds": 0.2
                }
                """,
        });

        output.WriteLine(report.ToString());
        Assert.True(report.Conforms, report.ToString());
        Assert.NotEmpty(report.Results);
    }
}
