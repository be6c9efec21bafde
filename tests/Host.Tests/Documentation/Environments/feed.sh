# A feed with two versions of Acme.Outbox, which is samples/ThirdPartyProvider as its author would publish it.
(
  set -e
  version=0.1.0-docs
  dotnet pack "$REPOSITORY/Abstractions" --no-restore -o /tmp/contract -p:Version=$version -p:EnablePackageValidation=false -v quiet -nologo -nodeReuse:false
  cp -r "$REPOSITORY/samples/ThirdPartyProvider" /tmp/author
  rm -rf /tmp/author/bin /tmp/author/obj /tmp/author/plugin.json
  sed -i '/ReevePlugin(typeof/d' /tmp/author/OutboxPlugin.cs
  cat > /tmp/author/Directory.Build.props <<END
<Project>
  <PropertyGroup>
    <PackageId>Acme.Outbox</PackageId>
    <Description>Pods that are delivered instead of run.</Description>
    <ReevePluginId>acme.outbox</ReevePluginId>
    <ReevePluginClass>Outbox.OutboxPlugin</ReevePluginClass>
  </PropertyGroup>
  <ItemGroup><ReeveProvider Include="outbox" Kind="workload" Description="Writes each container's command line to a file." /></ItemGroup>
</Project>
END
  for one in 1.2.0 1.3.0; do
    dotnet pack /tmp/author -p:NuGetAudit=false -o /srv/packages -p:Version=$one -p:ReeveVersion=$version -p:RestoreSources=/tmp/contract -p:RestorePackagesPath=/tmp/cache -v quiet -nologo -nodeReuse:false
  done
  install -D -m 644 /dev/stdin .nuget/NuGet/NuGet.Config <<END
<configuration><packageSources><clear /><add key="acme" value="/srv/packages" /></packageSources></configuration>
END
) > /tmp/feed.log 2>&1 < /dev/null || { cat /tmp/feed.log; false; }
