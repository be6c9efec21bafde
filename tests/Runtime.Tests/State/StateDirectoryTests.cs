using Reeve.Runtime.State;
using Xunit;

namespace Reeve.Runtime.Tests.State;

public sealed class StateDirectoryTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("reeve-state-").FullName, "state");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Open_HeldByAnother_SaysWhoHoldsIt()
    {
        using var first = StateDirectory.Open(_path);

        var error = Assert.Throws<StateDirectoryException>(() => StateDirectory.Open(_path));
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.Contains("--state-dir", error.Message, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, StateDirectory.FindHolder(_path));
    }

    [Fact]
    public void Open_AfterTheOtherEnded_Works()
    {
        Assert.Null(StateDirectory.FindHolder(_path));
        StateDirectory.Open(_path).Dispose();
        Assert.Null(StateDirectory.FindHolder(_path));
        StateDirectory.Open(_path).Dispose();
    }

    [Fact]
    public void Open_PathIsAFile_SaysWhatToDo()
    {
        File.WriteAllText(_path, "");
        var error = Assert.Throws<StateDirectoryException>(() => StateDirectory.Open(_path));
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateDirectory_OutsideTheRoot_IsRefused()
    {
        using var state = StateDirectory.Open(_path);
        Assert.Throws<ArgumentException>(() => state.CreateDirectory("..", "elsewhere"));
        Assert.True(Directory.Exists(state.CreateDirectory("a", "b")));
    }
}
