using System.Reflection;
using Reeve.Kubernetes;

namespace Reeve.Tests.PublicApi;

/// <summary>The contract can grow without breaking plugins: what <c>docs/compatibility.md</c> promises.</summary>
public sealed class GrowthTests
{
    private static readonly Type[] Public = typeof(KubernetesRecord).Assembly.GetExportedTypes();

    // How numbers of the Kubernetes API are written is no answer of a plugin, and will not grow.
    private static readonly string[] Closed = ["QuantityFormat", "QuantityScale"];

    [Fact]
    public void Enums_EachOne_BeginsWithUnknown()
    {
        var wrong = Public.Where(static type => type.IsEnum && !Closed.Contains(type.Name) && !type.IsDefined(typeof(FlagsAttribute)) && Enum.GetName(type, 0) != "Unknown");

        Assert.Empty(wrong.Select(static type => type.FullName));
    }

    [Fact]
    public void Records_NoneIsPositional_SoThatEachCanGetProperties()
    {
        var wrong = Public.Where(static type => type.GetMethod("<Clone>$") is not null && type.GetMethod("Deconstruct", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null);

        Assert.Empty(wrong.Select(static type => type.FullName));
    }

    [Fact]
    public void Classes_EachPublicOne_IsSealedUnlessOthersAreToExtendIt()
    {
        var wrong = Public.Where(static type => type is { IsClass: true, IsAbstract: false, IsSealed: false } && !typeof(Exception).IsAssignableFrom(type) && !Public.Any(other => other.BaseType == type));

        Assert.Empty(wrong.Select(static type => type.FullName));
    }
}
