namespace Reeve.Host.Tests.Documentation.Support;

/// <summary>What the tests of the documentation rely on.</summary>
public sealed class ShellTextTests
{
    [Theory]
    [InlineData("reeve pods", "pods")]
    [InlineData("reeve run a.yaml    # a comment", "run a.yaml")]
    [InlineData("reeve run 'a b' --set \"x=y z\"", "run|a b|--set|x=y z")]
    [InlineData("A=1 B=two sudo ./bin/reeve node", "node")]
    [InlineData("reeve plugins lock > reeve.lock.json", "plugins lock")]
    [InlineData("reeve run a.yaml 2> log &", "run a.yaml")]
    [InlineData("cat x | reeve run - && reeve pods; echo reeve", "run -/pods")]
    [InlineData("kubectl get nodes", "")]
    [InlineData("# reeve pods", "")]
    [InlineData("reeve logs a#b", "logs a#b")]
    public void CallsIn_Line_ArgumentsOfEachCall(string line, string calls)
    {
        string[][] expected = [.. calls.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(static call => call.Split(call.Contains('|', StringComparison.Ordinal) ? '|' : ' '))];

        Assert.Equal(expected, ShellText.CallsIn(line));
    }
}
