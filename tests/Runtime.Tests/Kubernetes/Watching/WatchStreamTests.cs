using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Kubernetes.Watching;
using Reeve.Runtime.Tests.Kubernetes.Fakes;

namespace Reeve.Runtime.Tests.Kubernetes.Watching;

public sealed class WatchStreamTests
{
    [Fact]
    public void ReadAsync_AnyPieces_GivesTheSameEvents()
    {
        var sizes = Gen.Choose(1, 300).NonEmptyListOf();
        Prop.ForAll(sizes.ToArbitrary(), pieces =>
        {
            var events = Read(new PiecewiseStream(Encoding.UTF8.GetBytes(Events(8)), pieces));
            Assert.Equal(Enumerable.Range(0, 8).Select(i => "ä" + Answers.Text(i)), events.Select(e => e.Object!.Data["key"]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ReadAsync_EndsAtAnyByte_GivesWholeEventsAndTellsOfATornOne()
    {
        var bytes = Encoding.UTF8.GetBytes(Events(3));
        var line = bytes.Length / 3;
        for (var length = 0; length <= bytes.Length; length++)
        {
            // The last byte of a line is its end, which may be missing.
            var torn = length % line != 0 && length % line != line - 1;
            var stream = new PiecewiseStream(bytes[..length], [7]);
            var events = new List<WatchEvent<ConfigMap>>();
            var error = Record.Exception(() => Read(stream, events));
            Assert.Equal((length + 1) / line, events.Count);
            Assert.Equal(torn, error is IOException);
        }
    }

    [Theory]
    [InlineData("""{"object":{"kind":"ConfigMap","metadata":{"name":"a"}},"x":[{}],"type":"ADDED"}""")]
    [InlineData("""  {"type":"ADDED","object":{"metadata":{"name":"a","managedFields":[{"f":{}}]}}}  """)]
    public void Read_UnusualOrder_IsUnderstood(string line)
    {
        var happened = Read(new PiecewiseStream(Encoding.UTF8.GetBytes("\n\r\n" + line + "\n"), [1000])).Single();
        Assert.Equal(("ADDED", "a"), (happened.Type, happened.Object!.Metadata.Name));
    }

    [Theory]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"object":{}}""")]
    [InlineData("""{"type":5,"object":{}}""")]
    [InlineData("""{"type":null,"object":{}}""")]
    [InlineData("""{"type":"\ud800","object":{}}""")]
    [InlineData("""{"type":"ADDED","object":null}""")]
    [InlineData("""{"type":"ADDED","object":{}}{"type":"ADDED","object":{}}""")]
    [InlineData("""[]""")]
    [InlineData("""nonsense""")]
    [InlineData("""{"type":"ADDED","object":{"data":[]}}""")]
    public void Read_Garbage_IsRefused(string line) =>
        Assert.ThrowsAny<JsonException>(() => Read(new PiecewiseStream(Encoding.UTF8.GetBytes(line + "\n"), [1000])));

    [Fact]
    public void Read_Error_IsAStatus()
    {
        const string Line = """{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}""" + "\n";
        var happened = Read(new PiecewiseStream(Encoding.UTF8.GetBytes(Line), [1000])).Single();
        Assert.Equal(("Expired", 410), (happened.Error!.Reason, happened.Error.Code));
    }

    [Fact]
    public void ReadAsync_AnyBytesChanged_NeverFailsOtherwiseThanByGarbage()
    {
        var original = Encoding.UTF8.GetBytes(Events(2));
        var change = from position in Gen.Choose(0, original.Length - 1)
                     from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("{}[]\",:\\\n0-".Select(static c => (int)c)))
                     select (position, value);
        Prop.ForAll(change.NonEmptyListOf().ToArbitrary(), changes =>
        {
            var bytes = (byte[])original.Clone();
            foreach (var (position, value) in changes.Take(4))
            {
                bytes[position] = (byte)value;
            }

            var error = Record.Exception(() => Read(new PiecewiseStream(bytes, [64])));
            Assert.True(error is null or JsonException or IOException, error?.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Read_EndlessLine_IsGivenUp() => Assert.Throws<InvalidDataException>(() => Read(new EndlessStream()));

    private static string Events(int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        $$"""{"type":"MODIFIED","object":{{KubernetesJson.Serialize(Answers.Map("a", Answers.Text(i), value: "ä" + Answers.Text(i)))}}}""" + "\n"));

    private static List<WatchEvent<ConfigMap>> Read(Stream stream)
    {
        var events = new List<WatchEvent<ConfigMap>>();
        Read(stream, events);
        return events;
    }

    private static void Read(Stream stream, List<WatchEvent<ConfigMap>> events) => Task.Run(async () =>
    {
        await foreach (var happened in WatchStream.ReadAsync(stream, ApiResources.ConfigMaps.ItemType, CancellationToken.None))
        {
            events.Add(happened);
        }
    }).GetAwaiter().GetResult();
}
