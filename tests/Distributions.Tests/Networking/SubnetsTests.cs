using Reeve.Distributions.Networking;
using Xunit;

namespace Reeve.Distributions.Tests.Networking;

public sealed class SubnetsTests
{
    [Theory]
    [InlineData("10.244.0.0/16", "10.96.0.0/12", null)]
    [InlineData("100.100.0.0/16,2001:db8:1::/112", "100.101.0.0/16,2001:db8:2::/112", null)]
    [InlineData("", "10.96.0.0/12", "pods: Required value")]
    [InlineData("10.244.0.0/16", "", "services: Required value")]
    [InlineData("10.244.0.1/16", "10.96.0.0/12", "pods: Invalid value: \"10.244.0.1/16\"")]
    [InlineData("10.244.0.0", "10.96.0.0/12", "no subnet")]
    [InlineData("10.244.0.0/16,10.245.0.0/16", "10.96.0.0/12", "at most one subnet of IPv4")]
    [InlineData("10.244.0.0/16,2001:db8:1::/112", "10.96.0.0/12", "same address families")]
    [InlineData("10.244.0.0/16", "10.244.128.0/20", "overlaps")]
    [InlineData("2001:db8:1::/64", "2001:db8:2::/96", "too large")]
    public void Validate_Subnets_NamesFieldAndValue(string pods, string services, string? expected)
    {
        var errors = Subnets.Validate(Subnets.Split(pods), "pods", Subnets.Split(services), "services");

        if (expected is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(errors, error => error.ToString().Contains(expected, StringComparison.Ordinal));
        }
    }
}
