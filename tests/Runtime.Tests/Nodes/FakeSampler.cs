using Reeve.Runtime.Nodes.Machine;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>A machine that is as a test says.</summary>
internal sealed class FakeSampler : IMachineSampler
{
    public MachineSample Now { get; set; } = new();

    public MachineSample Sample() => Now;
}
