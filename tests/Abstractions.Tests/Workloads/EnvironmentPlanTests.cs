using Reeve.Workloads;

namespace Reeve.Tests.Workloads;

public sealed class EnvironmentPlanTests
{
    private static readonly PodFacts Facts = new() { PodIPs = ["10.1.0.5", "fd00::5"], HostIPs = ["192.0.2.1"] };

    [Fact]
    public void Expand_LaterEntryOfSameName_Replaces()
    {
        Assert.Equal("A=2 B=x", Expand(Verbatim("A", "1"), Verbatim("B", "x"), Verbatim("A", "2")));
    }

    [Fact]
    public void Expand_LiteralRefersToEarlierEntries_Only()
    {
        Assert.Equal(
            "FIRST=$(LATER) A=1 LATER=1!",
            Expand(Literal("FIRST", "$(LATER)"), Verbatim("A", "1"), Literal("LATER", "$(A)!")));
    }

    [Fact]
    public void Expand_VerbatimValue_IsNotExpanded()
    {
        Assert.Equal("A=1 B=$(A)", Expand(Verbatim("A", "1"), Verbatim("B", "$(A)")));
    }

    [Fact]
    public void Expand_Placeholders_AreFilledBeforeTheyAreReferredTo()
    {
        Assert.Equal(
            "IP=10.1.0.5 IPS=10.1.0.5,fd00::5 HOST=192.0.2.1 HOSTS=192.0.2.1 URL=http://10.1.0.5/",
            Expand(
                new EnvironmentEntry { Name = "IP", Source = EnvironmentSource.PodIP },
                new EnvironmentEntry { Name = "IPS", Source = EnvironmentSource.PodIPs },
                new EnvironmentEntry { Name = "HOST", Source = EnvironmentSource.HostIP },
                new EnvironmentEntry { Name = "HOSTS", Source = EnvironmentSource.HostIPs },
                Literal("URL", "http://$(IP)/")));
    }

    [Fact]
    public void Expand_ImageEnvironment_IsUnderTheContainersAndNotReferredTo()
    {
        var plan = new EnvironmentPlan([Literal("B", "$(PATH)"), Verbatim("LANG", "C")]);

        var environment = plan.Expand(Facts, [KeyValuePair.Create("PATH", "/bin"), KeyValuePair.Create("LANG", "en")]);

        Assert.Equal("PATH=/bin LANG=C B=$(PATH)", Text(environment));
    }

    private static EnvironmentEntry Verbatim(string name, string value) => new() { Name = name, Value = value };

    private static EnvironmentEntry Literal(string name, string value) =>
        new() { Name = name, Value = value, Source = EnvironmentSource.Literal };

    private static string Expand(params EnvironmentEntry[] entries) => Text(new EnvironmentPlan(entries).Expand(Facts));

    private static string Text(IEnumerable<KeyValuePair<string, string>> environment) =>
        string.Join(' ', environment.Select(variable => $"{variable.Key}={variable.Value}"));
}
