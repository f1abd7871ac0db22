"""What trades cannot do without, what few need, and what is for people inside, as plain lists by trade."""

from midwatch.domain.incidents.reading.lexicon.plain import nouns
from midwatch.domain.incidents.reading.lexicon.senses import Sense

_CRITICAL = (
    # Names, ways in, the edge.
    "name_server, nameserver, resolver, core_dns, dns server, hosted zone, identity provider, directory service, "
    "active directory, ldap, keycloak, okta, token service, session store, single sign on, mfa, 2fa, one time code,"
    " one time password, otp, login code, credential check, jwt, passkey, reverse proxy, edge proxy, envoy, "
    "haproxy, nginx, service mesh, firewall, core switch, core firewall, internet line, wan link, anycast, root "
    "domain, main domain, our domain, registrar, apex domain, "
    # Stores of what counts.
    "mongo_db, mongo, cassandra, dynamo_db, cockroach_db, sql server, mssql, oracle db, mariadb, spanner, "
    "order_store, ledger, write path, main database, user database, core database, data plane, message broker, "
    "event bus, kms, key management, secrets manager, "
    # Money.
    "card authori[sz]ation, authori[sz]ation, payout, checkout, refund, money transfer, direct debit, standing "
    "order, settlement, clearing, payment gateway, card network, wallet, acquirer, cash machine, payroll run, "
    "transfer, top_up, subscription purchase, core banking, order entry, order routing, matching engine, market "
    "data, online banking, mobile banking, online store, "
    # Travel, transport, places.
    "reservation, seat sale, boarding pass, departure control, baggage, flight, ride request, ride booking, driver "
    "assignment, navigation, train control, signalling, toll gate, parking gate, gate system, room key, hotel "
    "check_in, counter software, check_in counter, check_in kiosk, kiosk, "
    # Shops and goods.
    "order intake, order taking, order placement, order service, shopping basket, product page, product search, "
    "stock level, warehouse management, label printing, parcel tracking, fulfil?ment, "
    # Talk, media, play.
    "voice call, video call, call setup, emergency call, sip trunk, trunk, sms delivery, text message, message "
    "delivery, sending messages, chat, inbox, mail delivery, live video, live channel, video playback, broadcast, "
    "ingest, game session, matchmaker, player login, "
    # Health, care, state, school.
    "medication order, patient chart, e_prescription, lab result, appointment, bedside monitor, vital sign, alarm "
    "forwarding, emergency room, admission, tax return, benefit, permit, passport, exam platform, exam session, "
    "exam submission, submission, course registration, "
    # Energy, things, homes.
    "grid control, scada, meter reading, charging station, charger, charge point, thermostat, heating, door lock, "
    "alarm system, device hub, device gateway, device connection, telemetry ingest, "
    # Software as a service.
    "workspace, document editing, file sync, public api, customer portal, main app, web application, core service, "
    "core api, core product"
)
_PERIPHERAL = (
    # Details of a page.
    "widget, side_bar, carousel, slideshow, gallery, icon, font, style_sheet, layout, alignment, colou?r, "
    "translation, locali[sz]ation, label text, wording, spelling, placeholder, picker, filter chip, saved filter, "
    "saved view, saved search, bookmark, sort order, sorting, date filter, dropdown, pop_up, modal, hover, "
    "pagination, page title, print view, preview, link preview, profile picture, profile photo, cover photo, user "
    "picture, image preview, confetti, achievement, leader_board, scoreboard, trophy, reaction, gif, related items,"
    " related products, similar items, recently viewed, you may also like, trending list, weather, horoscope, news "
    "ticker, social feed widget, feedback form, feedback, contact form, referral, loyalty, loyalty points, coupon "
    "page, gift wrap, year in review, archive page, imprint, about page, careers page, press page, help text, help "
    "page, help centre, help center, faq, knowledge base, tutorial, onboarding tour, onboarding checklist, "
    "changelog, roadmap, forum signature, "
    # Work in the background.
    "statement generation, monthly statement, bulk import, import screen, import, importer, bulk edit, mass "
    "mailing, campaign, mailing, mailshot, welcome mail, welcome e_mail, digest, reminder mail, summary mail, "
    "report builder, report designer, report tool, usage statistics, statistics, stats, figures, chart, graph, "
    "heat_map, csv, excel, spreadsheet, pdf, transcoding, thumbnailer, re_index, clean_up, housekeeping, archive, "
    "archiving, archival, snapshot, retention job, batch, scoring pipeline, model training, training pipeline, "
    "feature pipeline, data pipeline, nightly, bot, slack notification, slack message, slack channel, teams "
    "message, data feed, data sync, crm sync, consent sync, enrichment, scraper, sitemap, seo, search suggestion, "
    "spell_check, abandoned cart mail, survey, poll, experiment, a b test, ab test, cron, audit export, exchange "
    "rates archive, fx archive"
)
_INTERNAL = (
    # Tools of those who build and run.
    "builds, build_box, build node, build farm, build agent, build cache, artifact, artifact mirror, package "
    "mirror, registry mirror, container registry, image registry, npm mirror, pypi mirror, deploy pipeline, "
    "deployment pipeline, delivery pipeline, release pipeline, deploy tool, deploys, merge queue, linter, lint, "
    "code review, git server, git_hub runner, repository, monorepo, source control, bug tracker, issue tracker, "
    "ticket system, ticketing tool, test rig, test runner, preview environment, trace collector, tracing backend, "
    "spans, log collector, log search, log shipper, fluent_bit, fluentd, logstash, loki, tempo, jaeger, otel "
    "collector, metrics store, thanos, mimir, cortex, victoria_metrics, metrics proxy, cost report, inventory tool,"
    " cmdb, wiki page, run_book site, jump host, bastion, "
    # Tools of staff.
    "hr, human resources, payroll preview, payroll tool, expense, time sheet, timesheet, holiday tool, leave "
    "request, intranet, meeting room, room display, badge, canteen, cafeteria, printer, scanner, copier, office "
    "network, office wifi, wi_fi, employee, sales team, sales rep, finance team, finance department, controllers, "
    "controlling, accounting team, accountants, marketing team, product team, support team, support desk, support "
    "tool, back_office, crm, erp reports, planners, planning tool, training platform, e_learning, procurement, "
    "legal team, recruiters, recruiting, interns, testers, test team, admins"
)

FUNCTIONS: dict[Sense, tuple[str, ...]] = {
    Sense.CRITICAL: nouns(_CRITICAL),
    Sense.PERIPHERAL: nouns(_PERIPHERAL),
    Sense.INTERNAL: nouns(_INTERNAL),
}
"""Patterns by sense over folded text."""
