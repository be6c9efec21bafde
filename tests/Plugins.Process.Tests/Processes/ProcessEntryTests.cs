using Reeve.Plugins.Process.Processes;

namespace Reeve.Plugins.Process.Tests.Processes;

public sealed class ProcessEntryTests
{
    [Theory]
    [InlineData("sleep")]
    [InlineData("a) R 1 (b")]
    [InlineData(") S 5 ((")]
    public void Parse_AnyCommandName_FieldsAreFound(string name)
    {
        var entry = ProcessEntry.Parse(42, $"42 ({name}) S 7 42 40 0 -1 4194304 100 0 0 0 3 4 5 6 20 0 9 0 123456 1000 50");

        Assert.Equal(
            new ProcessEntry { Pid = 42, State = 'S', Parent = 7, Session = 40, Ticks = 18, Threads = 9, Start = "123456" },
            entry);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42 (sleep) S 7")]
    public void Parse_IncompleteLine_IsNothing(string line) => Assert.Null(ProcessEntry.Parse(42, line));
}
