using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Users;

namespace Reeve.Plugins.Slurm.Tests.Users;

public sealed class UserChoiceTests
{
    private static readonly UsersOptions Options = new()
    {
        Map =
        [
            new UserMapping { Namespaces = ["team-a"], User = "alice", Accounts = ["physics", "chemistry"] },
            new UserMapping { Namespaces = ["team-a", "team-b"], User = "bob" },
            new UserMapping { Namespaces = ["team-c"], Name = "shared", User = "carol" },
        ],
    };

    [Theory]
    [InlineData("team-a", null, null, "alice", "physics")]
    [InlineData("team-a", "alice", null, "alice", "physics")]
    [InlineData("team-a", "bob", null, "bob", null)]
    [InlineData("team-a", null, "chemistry", "alice", "chemistry")]
    [InlineData("team-b", null, "anything", "bob", "anything")]
    [InlineData("team-c", "shared", null, "carol", null)]
    public void Choose_WhatTheNamespaceIsMappedTo_IsGiven(string ns, string? label, string? account, string user, string? charged)
    {
        var findings = new Findings();

        var choice = new UserChoice(Options, new ContainerOptions()).Choose(Pod(ns, label, account), findings);

        Assert.Empty(findings.Errors);
        Assert.Equal((user, charged), (choice!.Value.Mapping.User, choice.Value.Account));
    }

    [Theory]
    [InlineData("team-d", null, null, "metadata.namespace")]
    [InlineData("team-d", "alice", null, "metadata.namespace")]
    [InlineData("team-b", "alice", null, "metadata.labels[slurm.reeve.dev/user]")]
    [InlineData("team-c", "carol", null, "metadata.labels[slurm.reeve.dev/user]")]
    [InlineData("team-b", "", null, "metadata.labels[slurm.reeve.dev/user]")]
    [InlineData("team-a", null, "biology", "metadata.annotations")]
    public void Choose_WhatBelongsToOthers_IsRefused(string ns, string? label, string? account, string field)
    {
        var findings = new Findings();

        Assert.Null(new UserChoice(Options, new ContainerOptions()).Choose(Pod(ns, label, account), findings));
        Assert.Equal(field, Assert.Single(findings.Errors).Field);
    }

    [Theory]
    [InlineData("slurm-job.knoc.io/flags", "--account=biology")]
    [InlineData("slurm-job.vk.io/flags", "-A biology")]
    [InlineData("slurm.hpk.io/flags", "-Abiology")]
    [InlineData("slurm.reeve.dev/flags", "--time=5 --account biology")]
    public void Choose_AccountInFlags_IsRefused(string annotation, string value)
    {
        var findings = new Findings();

        Assert.Null(new UserChoice(Options, new ContainerOptions()).Choose(UserSketch.Pod("team-a", null, (annotation, value)), findings));
        Assert.Single(findings.Errors);
    }

    private static Reeve.Kubernetes.Pod Pod(string ns, string? label, string? account) =>
        account is null ? UserSketch.Pod(ns, label) : UserSketch.Pod(ns, label, ("slurm.reeve.dev/account", account));
}
