using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Distributions.Addons;
using Xunit;

namespace Reeve.Distributions.Tests.Addons;

public sealed class ManifestObjectsTests
{
    [Fact]
    public void Read_Documents_AreObjectsWithListsTakenApart()
    {
        var objects = ManifestObjects.Read("""
            ---
            # nothing here
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: a}
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Secret, metadata: {name: b}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
            """);

        Assert.Equal(["Namespace/a", "Secret/b", "ConfigMap/c"], objects.Select(one => $"{one["kind"]}/{one["metadata"]!["name"]}"));
    }

    [Theory]
    [InlineData("0644", "420")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("-012", "-10")]
    [InlineData("0899", "\"0899\"")]
    [InlineData("1_000", "1000")]
    [InlineData("on", "true")]
    [InlineData("No", "false")]
    [InlineData("~", "null")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("'on'", "\"on\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("1.26.5", "\"1.26.5\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("99999999999999999999999", "1E+23")]
    public void Read_Scalar_IsWhatTheToolsOfKubernetesTakeItFor(string written, string expected) => Assert.Equal(
        expected, ManifestObjects.Read($"apiVersion: v1\nkind: X\nmetadata: {{name: a}}\nvalue: {written}\n")[0]["value"]?.ToJsonString() ?? "null");

    [Fact]
    public void Read_Aliases_AreWhatTheyStandFor()
    {
        var one = ManifestObjects.Read("""
            apiVersion: v1
            kind: X
            metadata: {name: a}
            base: &base {a: 1, b: 2}
            merged: {<<: *base, b: 3}
            again: *base
            """)[0];

        Assert.Equal("""{"b":3,"a":1} {"a":1,"b":2}""", $"{one["merged"]!.ToJsonString()} {one["again"]!.ToJsonString()}");
    }

    [Fact]
    public void Read_AliasesOfAliases_AreStoppedBeforeTheyAreAllMemory()
    {
        var bomb = "apiVersion: v1\nkind: X\nmetadata: {name: a}\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => ManifestObjects.Read(bomb)).Reason);
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("{apiVersion: v1, kind: X}")]
    [InlineData("{apiVersion: v1, kind: X, metadata: {name: 7}}")]
    [InlineData("[1, 2]")]
    [InlineData("a: *nowhere")]
    [InlineData("a: [")]
    [InlineData("? {a: b}\n: c")]
    public void Read_NoManifest_IsInvalid(string text) => Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => ManifestObjects.Read(text)).Reason);

    [Fact]
    public void Read_AnyText_IsReadOrInvalid() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text =>
        {
            try
            {
                ManifestObjects.Read(text ?? "");
                return true;
            }
            catch (ProviderException e)
            {
                return e.Reason is ErrorReason.Invalid;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyValueOfJson_IsItself() => Prop.ForAll(
        ArbMap.Default.ArbFor<Dictionary<string, int[]>>(),
        values =>
        {
            var one = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "X", ["metadata"] = new JsonObject { ["name"] = "a" } };
            var data = new JsonObject();
            foreach (var (name, numbers) in values.Where(entry => entry.Value is not null))
            {
                data[name] = new JsonArray([.. numbers.Select(number => (JsonNode)number)]);
            }

            one["data"] = data;
            return JsonNode.DeepEquals(one, ManifestObjects.Read(one.ToJsonString())[0]);
        }).QuickCheckThrowOnFailure();
}
