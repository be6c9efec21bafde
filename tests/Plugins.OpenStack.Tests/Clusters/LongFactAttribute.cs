using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>A test in a real OpenStack that takes minutes: run by eng/openstack-matrix.sh alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Environment.GetEnvironmentVariable("REEVE_OPENSTACK_MATRIX") == "full"
        ? new RequiresFactAttribute(Component.OpenStack).Skip
        : "It takes minutes: eng/openstack-matrix.sh real runs it.";
}
