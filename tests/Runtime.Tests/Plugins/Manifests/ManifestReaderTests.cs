using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Tests.Plugins.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Read_ValidManifest_HoldsEverything()
    {
        var reading = Read("""
            {
              // Comments and trailing commas are taken.
              "$schema": "https://example.org/plugin.json",
              "id": "reeve.sample-1", "version": "1.2.3-rc.1+build.5", "assembly": "lib/Sample.dll", "contract": "0.1-0.4",
              "description": "d", "authors": ["a", "b"], "license": "MIT", "homepage": "https://example.org",
              "provides": [
                { "kind": "workload", "name": "one", "description": "first" },
                { "kind": "proxy", "name": "one", "options": { "type": "object" } },
              ],
            }
            """);

        Assert.Empty(reading.Errors);
        var manifest = reading.Manifest!;
        Assert.Equal(("reeve.sample-1", "1.2.3-rc.1+build.5", "lib/Sample.dll"), (manifest.Id, manifest.Version.Text, manifest.Assembly));
        Assert.Equal("0.1-0.4", manifest.Contract.ToString());
        Assert.Equal([ProviderKind.Workload, ProviderKind.Proxy], manifest.Provides!.Select(provider => provider.Kind));
        Assert.Equal(["a", "b"], manifest.Authors);
        Assert.Empty(manifest.Warnings);
    }

    [Fact]
    public void Read_BadJson_TellsLineAndColumn()
    {
        var reading = Read("{\n  \"id\": \"x\",\n  \"version\": oops\n}");

        Assert.Null(reading.Manifest);
        Assert.Contains("line 3, column 14", reading.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", reading.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownFields_WarnsWithNearest()
    {
        var reading = Read(FixturePlugins.Manifest().Replace("\"description\"", "\"descripton\"", StringComparison.Ordinal));

        Assert.Equal("descripton: unknown field; did you mean \"description\"?", Assert.Single(reading.Manifest!.Warnings).ToString());
    }

    [Theory]
    [InlineData("\"fixture-00\"", "\"Fixture\"", "id")]
    [InlineData("\"fixture-00\"", "\"a..b\"", "id")]
    [InlineData("\"fixture-00\"", "\"../x\"", "id")]
    [InlineData("\"fixture-00\"", "7", "id")]
    [InlineData("\"1.0.0\"", "\"1.0\"", "version")]
    [InlineData("\"0.1\"", "\"one\"", "contract")]
    [InlineData("\"0.1\"", "\"0.3-0.2\"", "contract")]
    [InlineData("\"workload\"", "\"wurkload\"", "provides[0].kind")]
    [InlineData("\"name\": \"fixture\"", "\"name\": \"Not A Name\"", "provides[0].name")]
    [InlineData("\"cluster\"", "\"workload\"", "provides[2].name")]
    [InlineData("\"type\": \"string\"", "\"type\": \"strang\"", "provides[0].options.properties.pattern.type")]
    [InlineData("\"type\": \"object\"", "\"type\": \"array\"", "provides[0].options.type")]
    [InlineData("\"default\": \"none\"", "\"default\": 3", "provides[0].options.properties.pattern.default")]
    [InlineData("\"default\": \"none\"", "\"oneOf\": []", "provides[0].options.properties.pattern.oneOf")]
    [InlineData("\"default\": \"none\"", "\"pattern\": \"(\"", "provides[0].options.properties.pattern.pattern")]
    public void Read_FaultyField_NamesIt(string old, string replacement, string field)
    {
        var reading = Read(FixturePlugins.Manifest().Replace(old, replacement, StringComparison.Ordinal));

        Assert.Null(reading.Manifest);
        Assert.Contains(field, reading.Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"provides\":[1,null,{}]}")]
    [InlineData("{\"provides\":{}}")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}")]
    public void Read_NotAManifest_HasErrors(string json)
    {
        var reading = Read(json);

        Assert.Null(reading.Manifest);
        Assert.NotEmpty(reading.Errors);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() => Prop.ForAll<byte[]>(bytes =>
    {
        var reading = ManifestReader.Read(bytes);
        return reading.Manifest is not null || reading.Errors.Count > 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_CutAnywhere_NeverThrows()
    {
        var whole = Encoding.UTF8.GetBytes(FixturePlugins.Manifest());
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Null(ManifestReader.Read(whole.AsMemory(0, length)).Manifest);
        }
    }

    [Fact]
    public void Read_DamagedAnywhere_NeverThrows()
    {
        var whole = Encoding.UTF8.GetBytes(FixturePlugins.Manifest());
        var damage = from position in Gen.Choose(0, whole.Length - 1)
                     from value in Gen.Elements(""" {}[]":,0-.eEtfn\/u~"""u8.ToArray())
                     select (position, value);
        Prop.ForAll(Gen.NonEmptyListOf(damage).ToArbitrary(), changes =>
        {
            var bytes = whole.ToArray();
            foreach (var (position, value) in changes)
            {
                bytes[position] = value;
            }

            var reading = ManifestReader.Read(bytes);
            return reading.Manifest is null == reading.Errors.Count > 0;
        }).QuickCheckThrowOnFailure();
    }

    private static ManifestReading Read(string json) => ManifestReader.Read(Encoding.UTF8.GetBytes(json));
}
