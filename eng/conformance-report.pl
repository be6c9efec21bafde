#!/usr/bin/perl
# Turns the reports of a run of the suite into a document.
#
# Usage:  conformance-report.pl DIRECTORY REASONS KUBERNETES SYSTEMD KERNEL
#   REASONS: lines "regular expression TAB why", for specs that do not pass
use strict;
use warnings;

my ($directory, $reasons, $kubernetes, $systemd, $kernel) = @ARGV;
my (%state, %message);
# Of a spec that was run again the last outcome counts.
for my $file (sort { -M $b <=> -M $a } glob "$directory/report/*.xml") {
    open my $in, '<', $file or die "$file: $!";
    my $text = do { local $/; <$in> };
    while ($text =~ m{<testcase name="([^"]*)"[^>]*?(?:/>|>(.*?)</testcase>)}gs) {
        my ($name, $body) = ($1, $2 // '');
        next if $body =~ /<skipped/;
        s/&#34;|&quot;/"/g, s/&#39;|&apos;/'/g, s/&lt;/</g, s/&gt;/>/g, s/&#x([0-9A-Fa-f]+);/chr hex $1/ge, s/&amp;/&/g for $name, $body;
        delete $message{$name};
        $state{$name} = $body =~ /<failure/ ? 0 : 1;
        $message{$name} = $1 if $body =~ m{<failure[^>]*>(.*?)</failure>}s;
    }
}
my @why;
if (open my $in, '<', $reasons) {
    while (<$in>) {
        chomp;
        push @why, [split /\t/, $_, 2] if /\t/;
    }
}
my @failed = sort grep { !$state{$_} } keys %state;
my @passed = sort grep { $state{$_} } keys %state;
printf "# Conformance\n\nKubernetes' own end-to-end specs of nodes (`[NodeConformance]`), run by `eng/conformance.sh` against a node of the systemd provider with\n"
    . "`network: pod` and images from OCI layouts. This page is written by that script.\n\n";
printf "* Suite and control plane: Kubernetes %s, as Debian's source package builds it\n* %s, Linux %s\n\n", $kubernetes, $systemd, $kernel;
printf "**%d of %d specs pass.**\n", scalar @passed, scalar @passed + @failed;
sub title { my $name = shift; $name =~ s/^\[[^\]]*\] *//; $name =~ s/ *\[(?:NodeConformance|Conformance|LinuxOnly)\]//g; $name =~ s/\|/\\|/g; $name }
if (@failed) {
    print "\n## Not passed\n\n| Spec | Why |\n|---|---|\n";
    for my $name (@failed) {
        my ($known) = grep { $name =~ /$_->[0]/ } @why;
        my $text = $known ? $known->[1] : $message{$name} // '';
        $text =~ s/^\S+\.go:\d+\s*//;
        $text =~ s/\s+/ /g;
        $text =~ s/\|/\\|/g;
        $text = substr($text, 0, 300);
        printf "| %s | %s |\n", title($name), $text;
    }
}
print "\n## Passed\n\n";
printf "* %s\n", title($_) for @passed;
