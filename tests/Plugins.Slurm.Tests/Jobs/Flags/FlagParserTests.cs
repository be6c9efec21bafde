using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Flags;

public sealed class FlagParserTests
{
    [Theory]
    [InlineData("--job-name=test-pod-cfg -t 2800  --ntasks=8 --nodes=1 --mem-per-cpu=2000", "time=2800 ntasks=8 nodes=1 mem-per-cpu=2000")]
    [InlineData("-N2 -n 4 -pgpu --exclusive --exclusive=user", "nodes=2 ntasks=4 partition=gpu exclusive exclusive=user")]
    [InlineData("--constraint 'a&b|c' -C \"[x*2]\"", "constraint=a&b|c constraint=[x*2]")]
    [InlineData("-o /etc/passwd --error=x --comment='a b' --signal=B:TERM@60", "")]
    [InlineData("--dependency=afterok:1:2?afterany:3 --gres=gpu:a100:2", "dependency=afterok:1:2?afterany:3 gres=gpu:a100:2")]
    [InlineData("", "")]
    public void Parse_LinesOfManifests_GivesLongNames(string line, string expected)
    {
        var findings = new Findings();

        var options = FlagParser.Parse(line, "f", findings);

        Assert.Empty(findings.Errors);
        Assert.Equal(expected, string.Join(' ', options.Select(option => option.Value is null ? option.Name : $"{option.Name}={option.Value}")));
    }

    [Theory]
    [InlineData("--uid=0", "--uid")]
    [InlineData("--get-user-env", "--get-user-env")]
    [InlineData("-a1-3", "-a")]
    [InlineData("-M other", "-M")]
    [InlineData("--wrap 'id'", "--wrap")]
    [InlineData("--wait", "--wait")]
    [InlineData("script.sh", "script.sh")]
    [InlineData("-- script.sh", "--")]
    [InlineData("--hold=yes", "takes no value")]
    [InlineData("--time", "needs a value")]
    [InlineData("--TIME=1", "--TIME")]
    [InlineData("--ti=1", "--ti")]
    public void Parse_WhatPodsMayNot_NamesIt(string line, string named)
    {
        var findings = new Findings();

        FlagParser.Parse(line, "f", findings);

        Assert.Contains(named, Assert.Single(findings.Errors).Message, StringComparison.Ordinal);
    }
}
