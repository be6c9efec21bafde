using Reeve.Host.Tests.Documentation.Support;

namespace Reeve.Host.Tests.Documentation.Sessions;

/// <summary>How blocks become commands.</summary>
public sealed class SessionStepTests
{
    [Fact]
    public void Of_Script_CommandsWithTheLinesThatTheyGoOnIn()
    {
        var steps = SessionStep.Of(Block("sh", "# a comment\ncat > a <<'END'\nx\n# y\nEND\nreeve run \\\n  a     # b\n\nls\n"));

        Assert.Equal(["cat > a <<'END'\nx\n# y\nEND", "reeve run \\\n  a     # b", "ls"], steps.Select(static step => step.Command));
        Assert.Equal([12, 16, 19], steps.Select(static step => step.Line));
    }

    [Fact]
    public void Of_Session_CommandsAndWhatTheyPrint()
    {
        var step = Assert.Single(SessionStep.Of(Block("console", "$ cat > a <<'END'\n> x\n> END\none …\ntwo\n")));

        Assert.Equal("cat > a <<'END'\nx\nEND", step.Command);
        Assert.True(step.Matches("zero\none and a half\ntwo"));
        Assert.False(step.Matches("two\none and a half"));
    }

    [Theory]
    [InlineData("reeve run a.yaml", true, false)]
    [InlineData("reeve run a.yaml --until-done", false, false)]
    [InlineData("reeve run a.yaml &", false, false)]
    [InlineData("reeve serve   # b & c", true, false)]
    [InlineData("reeve serve --config a & # c", false, false)]
    [InlineData("CONFIG_FILE=/a sudo reeve node --stackable", true, false)]
    [InlineData("dotnet run --project Host -- run a.yaml", true, false)]
    [InlineData("reeve runs", false, false)]
    [InlineData("kubectl logs -f hello", false, true)]
    [InlineData("kubectl apply -f logs", false, false)]
    [InlineData("curl -N http://127.0.0.1/", false, true)]
    public void Step_Command_WhetherItEndsByItself(string command, bool stays, bool follows)
    {
        var step = new SessionStep(1, command, []);

        Assert.Equal((stays, follows), (step.Stays, step.Follows));
    }

    [Theory]
    [InlineData("curl http://127.0.0.1/", true)]
    [InlineData("curl -X PUT http://127.0.0.1/", false)]
    [InlineData("kubectl --kubeconfig a get nodes", true)]
    [InlineData("kubectl apply -f a", false)]
    [InlineData("reeve proxy show edge", true)]
    [InlineData("systemctl list-units 'reeve-*'", true)]
    [InlineData("systemctl restart reeve", false)]
    [InlineData("reeve proxy remove edge a", false)]
    public void Shows_Command_WhetherItMayBeAskedAgain(string command, bool shows) => Assert.Equal(shows, new SessionStep(1, command, []).Shows);

    private static DocumentBlock Block(string language, string text) => new("page.md", 10, language, text, "");
}
