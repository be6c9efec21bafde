using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Tests.Manifests;

public class SampleTests
{
    [Fact]
    public void Read_Samples_NothingToSay()
    {
        var directory = FindSamples();

        var set = new ManifestReader(new() { Strict = true }).Read([directory]);

        Assert.Empty(set.Diagnostics);
        Assert.NotEmpty(set.Pods);
        Assert.Equal(set.Pods.Count, set.Pods.Select(static p => p.Key).Distinct().Count());
    }

    private static string FindSamples()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var samples = Path.Combine(directory.FullName, "samples");
            if (Directory.Exists(samples))
            {
                return samples;
            }
        }

        throw new DirectoryNotFoundException("There is no directory samples above the tests.");
    }
}
