using Reeve.Runtime.Nodes.Machine;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes.Machine;

public sealed class MachineSamplerTests
{
    [Theory]
    [InlineData("MemTotal:       16000000 kB\nMemAvailable:    1024 kB\nBuffers: 1 kB\n", 1024L * 1024)]
    [InlineData("MemAvailable: 7 kB", 7L * 1024)]
    [InlineData("MemTotal: 7 kB\n", null)]
    [InlineData("MemAvailable: lots kB\n", null)]
    [InlineData("", null)]
    public void ParseMemoryAvailable_Text_BytesOrNull(string text, long? expected) =>
        Assert.Equal(expected, MachineSampler.ParseMemoryAvailable(text));

    [Theory]
    [InlineData("0.1 0.2 0.3 2/250 4711\n", "1000\n", "2000\n", 0.75)]
    [InlineData("0.1 0.2 0.3 2/250 4711\n", "1000\n", "500\n", 0.5)]
    [InlineData("0.1 0.2 0.3 2/2500 4711\n", "1000\n", "", 0.0)]
    [InlineData("", "1000", "1000", null)]
    [InlineData("0 0 0 x", "1000", "1000", null)]
    public void ProcessIdsAvailable_Texts_PartOrNull(string load, string ids, string threads, double? expected) =>
        Assert.Equal(expected, MachineSampler.ProcessIdsAvailable(load, ids, threads));

    [LinuxFact]
    public void Sample_ThisMachine_EverythingMeasured()
    {
        var sample = new MachineSampler("/").Sample();

        Assert.True(sample.MemoryAvailableBytes > 0);
        Assert.InRange(sample.DiskAvailable!.Value, 0, 1);
        Assert.InRange(sample.ProcessIdsAvailable!.Value, 0, 1);
        Assert.NotNull(sample.HasNetwork);
    }
}
