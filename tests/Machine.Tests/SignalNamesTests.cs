namespace Reeve.Machine.Tests;

public sealed class SignalNamesTests
{
    [Theory]
    [InlineData("SIGTERM", 15)]
    [InlineData("SIGUSR1", 10)]
    [InlineData("SIGRTMIN", 34)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("SIGRTMAX-1", 63)]
    [InlineData("SIGRTMAX-99", null)]
    [InlineData("SIGRTMIN+-1", null)]
    [InlineData("TERM", null)]
    [InlineData("", null)]
    public void NumberOf_Name_IsTheKernels(string name, int? number) => Assert.Equal(number, SignalNames.NumberOf(name));
}
