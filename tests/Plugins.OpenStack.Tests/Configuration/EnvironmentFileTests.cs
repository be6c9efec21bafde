using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.OpenStack.Configuration.Files;

namespace Reeve.Plugins.OpenStack.Tests.Configuration;

public sealed class EnvironmentFileTests
{
    [Theory]
    [InlineData("export OS_USERNAME=admin", "admin")]
    [InlineData("OS_USERNAME=admin", "admin")]
    [InlineData("  export   OS_USERNAME=admin   # who", "admin")]
    [InlineData("export OS_USERNAME='a b\"$c'", "a b\"$c")]
    [InlineData("export OS_USERNAME=\"a b'c\"", "a b'c")]
    [InlineData("export OS_USERNAME=\"a\\\"b\\$c\\d\"", "a\"b$c\\d")]
    [InlineData("export OS_USERNAME=a\\ b", "a b")]
    [InlineData("export OS_USERNAME='it'\\''s'\"x\"y", "it'sxy")]
    [InlineData("export OS_USERNAME=a#b", "a#b")]
    [InlineData("export OS_USERNAME=", "")]
    [InlineData("export OS_USERNAME=\"\"", "")]
    [InlineData("export OS_USERNAME=p$", "p$")]
    [InlineData("export OS_USERNAME=$HOME/x", "/home/me/x")]
    [InlineData("A=1\nexport OS_USERNAME=\"${A}2$A\"", "121")]
    [InlineData("export OS_USERNAME=admin\r\n", "admin")]
    public void Read_Assignment_GivesItsValue(string text, string expected) =>
        Assert.Equal(expected, Read(text)["OS_USERNAME"]);

    [Fact]
    public void Read_CommentsBlanksAndUnset_AreUnderstood()
    {
        var found = Read("#!/bin/sh\n\n# what\nexport OS_TENANT_ID=1\nexport OS_X=y\nexport OS_X\nunset OS_TENANT_ID OS_OTHER\n");

        Assert.Equal(["OS_X"], found.Keys);
    }

    [Theory]
    [InlineData("export A=1\nread -sr PASSWORD", "line 2")]
    [InlineData("export A=$(id -u)", "line 1")]
    [InlineData("export A=`id`", "line 1")]
    [InlineData("export A=\"`id`\"", "line 1")]
    [InlineData("export A=b; rm -rf /", "line 1")]
    [InlineData("export A=b c", "line 1")]
    [InlineData("\n\nexport A='b", "line 3")]
    [InlineData("export A=\"b", "line 1")]
    [InlineData("export A=b\\", "line 1")]
    [InlineData("export A=${B:-c}", "line 1")]
    [InlineData("export A=$NOWHERE", "NOWHERE")]
    [InlineData("export 1A=b", "line 1")]
    [InlineData("if [ -z x ]; then", "line 1")]
    public void Read_WhatOnlyAShellUnderstands_NamesTheLine(string text, string expected)
    {
        var exception = Assert.Throws<ProviderException>(() => Read(text));

        Assert.Equal(ErrorReason.Invalid, exception.Reason);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenLine_DoesNotShowItsValue()
    {
        var exception = Assert.Throws<ProviderException>(() => Read("export OS_PASSWORD='hunter2"));

        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyTextInSingleQuotes_ComesBack() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            var value = text.Get.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
            var quoted = "'" + value.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
            return Read($"export A={quoted}")["A"] == value;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyText_IsReadOrRefused() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            try
            {
                return Read(text.Get).Keys.All(EnvironmentFile.IsName);
            }
            catch (ProviderException exception)
            {
                return exception.Reason == ErrorReason.Invalid;
            }
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyDictionary<string, string> Read(string text) =>
        EnvironmentFile.Read(text, "openrc", new Dictionary<string, string> { ["HOME"] = "/home/me" });
}
