using System.Runtime.InteropServices;
using Reeve.Machine.Nodes;

namespace Reeve.Machine.Tests.Nodes;

public sealed class NodeProbeTests
{
    [Theory]
    [InlineData(Architecture.X64, "amd64")]
    [InlineData(Architecture.Arm64, "arm64")]
    [InlineData(Architecture.X86, "386")]
    public void GoArchitecture_Names_AreThoseOfGo(Architecture architecture, string name) =>
        Assert.Equal(name, NodeProbe.GoArchitecture(architecture));
}
