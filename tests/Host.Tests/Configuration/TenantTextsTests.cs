using Reeve.Host.Configuration;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Host.Tests.Configuration;

public sealed class TenantTextsTests
{
    [Theory]
    [InlineData("t=clusters:2 machines:10", 2, 10)]
    [InlineData("*=machines:10", null, 10)]
    [InlineData("default=clusters:0", 0, null)]
    public void ReadQuota_Good_IsWhatItSays(string text, int? clusters, int? machines) =>
        Assert.Equal(new TenantQuota { Clusters = clusters, Machines = machines }, TenantTexts.ReadQuota(text)!.Value.Quota);

    [Theory]
    [InlineData("t")]
    [InlineData("t=")]
    [InlineData("t=clusters")]
    [InlineData("t=clusters:-1")]
    [InlineData("t=cores:1")]
    [InlineData("T.t=clusters:1")]
    [InlineData("=clusters:1")]
    public void ReadQuota_Bad_IsNone(string text) => Assert.Null(TenantTexts.ReadQuota(text));

    [Theory]
    [InlineData("ann=t", true)]
    [InlineData("ann=t u,default", true)]
    [InlineData("ann=", false)]
    [InlineData("ann=T", false)]
    [InlineData("ann=t/u", false)]
    [InlineData("=t", false)]
    public void IsCaller_Text_AsItIs(string text, bool expected) => Assert.Equal(expected, TenantTexts.IsCaller(text));

    [Fact]
    public void Callers_Texts_AreTenantsByCaller()
    {
        var callers = TenantTexts.Callers(["ann=t u", "bob=default"]);

        Assert.Equal(["t", "u"], callers["ann"]);
        Assert.Equal([""], callers["bob"]);
    }
}
