using Reeve.Runtime.Manifests;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Manifests;

public class SampleTests
{
    [Fact]
    public void Read_Samples_NothingToSay()
    {
        var set = new ManifestReader(new() { Strict = true }).Read([Repository.Samples]);

        Assert.Empty(set.Diagnostics);
        Assert.NotEmpty(set.Pods);
        Assert.Equal(set.Pods.Count, set.Pods.Select(static p => p.Key).Distinct().Count());
    }
}
