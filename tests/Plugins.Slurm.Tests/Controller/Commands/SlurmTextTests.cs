using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Commands;
using Reeve.Testing;
using System.Text;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Commands;

public sealed class SlurmTextTests
{
    [Theory]
    [InlineData("30", 1800)]
    [InlineData("1:00", 60)]
    [InlineData("1:00:00", 3600)]
    [InlineData("2-12:00:00", 216000)]
    [InlineData("2-12", 216000)]
    [InlineData("2-12:30", 217800)]
    [InlineData("infinite", null)]
    [InlineData("UNLIMITED", null)]
    [InlineData("1:2:3:4", null)]
    [InlineData("", null)]
    public void Duration_FormsOfTheManual_AreRead(string text, int? seconds) =>
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), SlurmText.Duration(text));

    [Theory]
    [InlineData("1795261505", 1795261505L)]
    [InlineData("2026-11-21T11:45:05", 1795261505L)]
    [InlineData("Unknown", null)]
    [InlineData("N/A", null)]
    [InlineData("0", null)]
    [InlineData("99999999999999", null)]
    public void Time_NumbersAndDates_AreRead(string text, long? seconds) => Assert.Equal(seconds, SlurmText.Time(text)?.ToUnixTimeSeconds());

    [Fact]
    public void Readers_AnyText_DoNotThrow() => Prop.ForAll<string>(value =>
    {
        var text = value ?? "";
        _ = SlurmText.Duration(text);
        _ = SlurmText.Time(text);
        _ = ExitStatus.Parse(text);
        _ = SlurmText.Value(text);
        GenericResourceList.AddTo([], text, 3);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("3:0", 3, 0)]
    [InlineData("0:125", 0, 125)]
    [InlineData("768", 3, 0)]
    [InlineData("9", 0, 9)]
    [InlineData("", 0, 0)]
    public void ExitStatus_BothForms_AreRead(string text, int code, int signal) => Assert.Equal(new ExitStatus(code, signal), ExitStatus.Parse(text));

    [Theory]
    [InlineData("gpu:4", "gpu=8")]
    [InlineData("gpu", "gpu=2")]
    [InlineData("gpu:a100:4(S:0,1),shard:16", "gpu=8 gpu:a100=8 shard=32")]
    [InlineData("gpu:a100:2,gpu:v100:1", "gpu=6 gpu:a100=4 gpu:v100=2")]
    [InlineData("bandwidth:lustre:no_consume:4G", "bandwidth=8589934592 bandwidth:lustre=8589934592")]
    [InlineData("craynetwork:no_consume:4", "craynetwork=8")]
    [InlineData("", "")]
    public void GenericResources_FormsOfTheManual_AreCounted(string list, string expected)
    {
        var totals = new Dictionary<string, long>();
        GenericResourceList.AddTo(totals, list, 2);
        Assert.Equal(expected, string.Join(' ', totals.OrderBy(total => total.Key, StringComparer.Ordinal).Select(total => $"{total.Key}={total.Value}")));
    }

    [Fact]
    public void Records_WhateverUsersWrite_EachIsWholeOrLeftOut() => Prop.ForAll<string[]>(names =>
    {
        var separator = Separator.New();
        var texts = (names ?? []).Select(name => (name ?? "").Replace("\0", "", StringComparison.Ordinal)).ToList();
        var output = string.Concat(texts.Select((text, index) => $"{index}{separator}{text}{separator}end{separator}\n"));
        var records = Separator.Records(output, separator, 3).ToList();
        return records.All(record => record[1] == texts[int.Parse(record[0], System.Globalization.CultureInfo.InvariantCulture)])
            && records.Count == texts.Count(text => !text.Contains('\n', StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();

    [LinuxFact]
    public void AppendWord_AnyText_IsThatWordForARealShell() => Prop.ForAll<string[]>(words =>
    {
        var values = (words ?? []).Select(word => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((word ?? "").Replace("\0", "", StringComparison.Ordinal)))).ToList();
        var script = new StringBuilder("printf '%s\\0' start");
        foreach (var value in values)
        {
            script.Append(' ').AppendWord(value);
        }

        using var shell = Process.Start(new ProcessStartInfo("sh", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false) })!;
        shell.StandardInput.Write(script.Append('\n').ToString());
        shell.StandardInput.Close();
        return shell.StandardOutput.ReadToEnd() == string.Concat(values.Prepend("start").Select(value => value + "\0"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AppendWord_Nul_IsInvalid() =>
        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => new StringBuilder().AppendWord("a\0b")).Reason);
}
