using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Pages.Feed;

namespace Reeve.Host.Tests.Pages.Feed;

/// <summary>Whoever applies what he is told knows what there is, whenever he came and however long he was away.</summary>
public sealed class StatusStateTests
{
    [Fact]
    public void Read_AnyChangesAndAnyAbsences_ReaderKnowsWhatThereIs()
    {
        var items = Gen.Choose(0, 5).ListOf().Select(keys => keys.Distinct().Select(static key => (Key: key, Value: key)).ToList());
        var rounds = items.Zip(Gen.Choose(0, 3)).Zip(Gen.Elements(true, false)).Select(static round => (Items: round.Item1.Item1, Salt: round.Item1.Item2, Looks: round.Item2)).ListOf();
        Prop.ForAll(rounds.ToArbitrary(), static all =>
        {
            var (state, known, seen, revision) = (new StatusState(), (string?)null, new SortedDictionary<string, string>(StringComparer.Ordinal), (long?)null);
            foreach (var (list, salt, looks) in all)
            {
                state.Update([("pods", [.. list.Select(one => Item($"k{one.Key}", one.Value * salt))])]);
                if (looks)
                {
                    revision = state.Parse(known);
                    (known, seen) = Apply(state, revision, known, seen);
                    var expected = new SortedDictionary<string, string>(list.ToDictionary(static one => $"k{one.Key}", one => Text(one.Value * salt)), StringComparer.Ordinal);
                    if (!expected.SequenceEqual(seen))
                    {
                        return false;
                    }
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_MissedMoreThanIsKept_EverythingAnew()
    {
        var state = new StatusState();
        state.Update([("pods", [Item("a", 0)])]);
        var (first, revision, _) = state.Read(null);
        for (var i = 1; i <= StatusState.MaxChanges; i++)
        {
            state.Update([("pods", [Item("a", i)])]);
        }

        Assert.Equal("snapshot", Assert.Single(first).Kind);
        Assert.Equal(StatusState.MaxChanges, state.Read(revision).Events.Count);
        state.Update([("pods", [Item("a", -1)])]);
        Assert.Equal("snapshot", Assert.Single(state.Read(revision).Events).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("another-agent.1")]
    [InlineData("a.b.c")]
    public void Parse_IdOfNoEventOfThisAgent_Null(string? id) => Assert.Null(new StatusState().Parse(id));

    [Fact]
    public void Parse_RevisionThatIsStillToCome_Null()
    {
        var state = new StatusState();
        var instance = state.Read(null).Events[0].Id!.Split('.')[0];

        Assert.Null(state.Parse($"{instance}.7"));
        Assert.Equal(0, state.Parse($"{instance}.0"));
    }

    [Fact]
    public void Update_MoreThanAnybodyReads_FirstOnesAndHowManyThereAre()
    {
        var state = new StatusState();
        state.Update([("pods", [.. Enumerable.Range(0, KindState.MaxItems + 5).Select(static i => Item($"k{i}", i))])]);

        var pods = JsonNode.Parse(state.Read(null).Events[0].Data)!["kinds"]!["pods"]!;

        Assert.Equal(KindState.MaxItems + 5, (int)pods["total"]!);
        Assert.Equal(KindState.MaxItems, pods["set"]!.AsObject().Count);
    }

    [Fact]
    public void Update_NothingNew_NoChange()
    {
        var state = new StatusState();
        state.Update([("pods", [Item("a", 1)])]);
        var (_, revision, changed) = state.Read(null);

        state.Update([("pods", [Item("a", 1)])]);

        Assert.False(changed.IsCompleted);
        Assert.Equal(revision, state.Read(revision).Revision);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static StatusItem Item(string key, int value) => new(key, Encoding.UTF8.GetBytes(Text(value)));

    private static (string? Known, SortedDictionary<string, string> Seen) Apply(StatusState state, long? revision, string? known, SortedDictionary<string, string> seen)
    {
        foreach (var one in state.Read(revision).Events)
        {
            var next = one.Kind == "snapshot" ? new SortedDictionary<string, string>(StringComparer.Ordinal) : seen;
            if (JsonNode.Parse(one.Data)!["kinds"]!["pods"] is { } pods)
            {
                foreach (var key in pods["removed"]!.AsArray())
                {
                    next.Remove((string)key!);
                }

                foreach (var (key, value) in pods["set"]!.AsObject())
                {
                    next[key] = value!.ToJsonString();
                }
            }

            (known, seen) = (one.Id, next);
        }

        return (known, seen);
    }
}
