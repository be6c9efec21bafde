using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Sharing;

public sealed class SharedQuestionTests
{
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(10);

    private readonly Asked _asked = new();

    [Fact]
    public async Task Ask_WhileARoundIsUnderWay_WaitsForTheNextOneWithAllWhoCome()
    {
        var first = _asked.AskAsync("a");
        var (keys, answer) = await _asked.RoundAsync(1);
        var second = _asked.AskAsync("b");
        var third = _asked.AskAsync("c");
        answer.SetResult("one");

        Assert.Equal("one", await first);
        var (later, next) = await _asked.RoundAsync(2);
        next.SetResult("two");
        Assert.Equal(["a"], keys);
        Assert.Equal(["b", "c"], later); // neither takes what began before it asked
        Assert.Equal(["two", "two"], await Task.WhenAll(second, third));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Ask_AfterAQuickRound_GathersOthersForAMoment()
    {
        await AnswerAsync(_asked.AskAsync("a"), 1, "one");
        var first = _asked.AskAsync("a");
        _asked.Time.Advance(Asked.Gathering - TimeSpan.FromTicks(1));
        var second = _asked.AskAsync("b");
        Assert.Equal(1, _asked.Count);

        var (keys, _) = await AnswerAsync(first, 2, "two");

        Assert.Equal(["a", "b"], keys);
        Assert.Equal("two", await second);
    }

    [Fact]
    public async Task Cancel_WhileOthersAreGathered_AsksNothingForNobody()
    {
        await AnswerAsync(_asked.AskAsync("a"), 1, "one");
        using var leaving = new CancellationTokenSource();
        var only = _asked.AskAsync("a", cancellationToken: leaving.Token);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);

        _asked.Time.Advance(Asked.Gathering);
        Assert.Contains("b", (await AnswerAsync(_asked.AskAsync("b"), 2, "two")).Keys);
    }

    [Fact]
    public async Task Ask_WhatIsYoungEnough_IsNotAskedAgain()
    {
        await AnswerAsync(_asked.AskAsync("a", s_age), 1, "one");
        _asked.Time.Advance(s_age);

        Assert.Equal("one", await _asked.AskAsync("a", s_age));
        Assert.Equal(1, _asked.Count);
    }

    [Fact]
    public async Task Ask_WhatIsTooOld_IsAskedAgainForAllWhoAskRegularly()
    {
        await AnswerAsync(_asked.AskAsync("a", s_age), 1, "one");
        await AnswerAsync(_asked.AskAsync("b", s_age), 2, "two");
        _asked.Time.Advance(s_age + TimeSpan.FromTicks(1));

        var again = _asked.AskAsync("a", s_age);
        var (keys, answer) = await _asked.RoundAsync(3);
        answer.SetResult("three");

        Assert.Equal(["a", "b"], keys);
        Assert.Equal("three", await again);
        Assert.Equal("three", await _asked.AskAsync("b", s_age));
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task Ask_WhoAskedLongAgo_IsForgotten()
    {
        await AnswerAsync(_asked.AskAsync("a", s_age), 1, "one");
        _asked.Time.Advance(TimeSpan.FromMinutes(1));

        var other = _asked.AskAsync("b", s_age);

        Assert.Equal(["b"], (await AnswerAsync(other, 2, "two")).Keys);
    }

    [Fact]
    public async Task Ask_AfterTheAgentsOwnDoing_TakesNothingFromBefore()
    {
        await AnswerAsync(_asked.AskAsync("a", s_age), 1, "one");
        var running = _asked.AskAsync("b", s_age); // about a too, but begun before the change
        var (_, answer) = await _asked.RoundAsync(2);

        var again = _asked.AskAsync("a", s_age, after: _asked.Next());
        answer.SetResult("two");
        await AnswerAsync(again, 3, "three");

        Assert.Equal("two", await running);
        Assert.Equal("three", await again);
    }

    [Fact]
    public async Task Ask_ARoundFails_AllWhoWaitHearIt_AndTheNextOneAsksAgain()
    {
        var first = _asked.AskAsync("a", s_age);
        var (_, answer) = await _asked.RoundAsync(1);
        var other = _asked.AskAsync("a", s_age); // content with the one that is under way
        answer.SetException(new InvalidOperationException("away"));

        Assert.Equal("away", (await Assert.ThrowsAsync<InvalidOperationException>(() => first)).Message);
        Assert.Equal("away", (await Assert.ThrowsAsync<InvalidOperationException>(() => other)).Message);
        await AnswerAsync(_asked.AskAsync("a", s_age), 2, "two");
    }

    [Fact]
    public async Task Cancel_OneWhoWaits_LeavesTheOthersAlone()
    {
        using var leaving = new CancellationTokenSource();
        var first = _asked.AskAsync("a", s_age);
        var (_, answer) = await _asked.RoundAsync(1);
        var other = _asked.AskAsync("a", s_age, cancellationToken: leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        Assert.False(answer.Task.IsCompleted);
        answer.SetResult("one");
        Assert.Equal("one", await first);
    }

    [Fact]
    public async Task Cancel_TheLastWhoWaits_EndsTheRound_AndNobodyTakesIt()
    {
        using var leaving = new CancellationTokenSource();
        var only = _asked.AskAsync("a", s_age, cancellationToken: leaving.Token);
        var (_, answer) = await _asked.RoundAsync(1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.Task);
        await AnswerAsync(_asked.AskAsync("a", s_age), 2, "two");
    }

    private async Task<(string[] Keys, TaskCompletionSource<string> Answer)> AnswerAsync(Task<string> asking, int round, string answer)
    {
        var begun = await _asked.RoundAsync(round);
        begun.Answer.SetResult(answer);
        Assert.Equal(answer, await asking);
        return begun;
    }
}
